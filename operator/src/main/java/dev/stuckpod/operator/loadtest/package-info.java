/**
 * Watches pods as long as a load-test window is open: reads them, suspects, has suspects looked at,
 * and says at the end which of them got stuck. Joins the rooms below, each of which knows no other.
 */
@NullMarked
package dev.stuckpod.operator.loadtest;

import org.jspecify.annotations.NullMarked;
