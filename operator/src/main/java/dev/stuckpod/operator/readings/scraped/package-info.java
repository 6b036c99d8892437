/**
 * Answers what rules ask from pages of metrics that the operator fetches itself, where there is no
 * server that does: of each pod only what a rule names is remembered, for as long as it looks back.
 */
@NullMarked
package dev.stuckpod.operator.readings.scraped;

import org.jspecify.annotations.NullMarked;
