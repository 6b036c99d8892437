/** How whoever comes in from outside is met: which certificate is shown, and who may ask. */
@NullMarked
package dev.stuckpod.operator.entry;

import org.jspecify.annotations.NullMarked;
