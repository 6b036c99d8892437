/** Reads Secrets of the operator's own namespace, and no others, and whom they say to trust. */
@NullMarked
package dev.stuckpod.operator.secrets;

import org.jspecify.annotations.NullMarked;
