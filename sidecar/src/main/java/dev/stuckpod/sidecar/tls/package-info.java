/** Makes certificates and the TLS that server and operator speak. */
@NullMarked
package dev.stuckpod.sidecar.tls;

import org.jspecify.annotations.NullMarked;
