/**
 * Alertmanager as an entry: takes its webhook's payloads from whoever may send them, and holds what
 * they name against the grammar of names. What follows from an alert is decided elsewhere.
 */
@NullMarked
package dev.stuckpod.operator.alerts;

import org.jspecify.annotations.NullMarked;
