/**
 * Starts the operator: settings, client, leader election, endpoints, and which parts run. Imports
 * every other package and is imported by none.
 */
@NullMarked
package dev.stuckpod.operator;

import org.jspecify.annotations.NullMarked;
