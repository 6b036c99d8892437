/** How often rules are right: pasts of healthy and of stuck pods, judged tick by tick. */
@NullMarked
package dev.stuckpod.operator.truth;

import org.jspecify.annotations.NullMarked;
