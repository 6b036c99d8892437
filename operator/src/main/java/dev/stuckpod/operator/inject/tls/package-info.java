/** The certificate that the webhook shows. */
@NullMarked
package dev.stuckpod.operator.inject.tls;

import org.jspecify.annotations.NullMarked;
