/**
 * Who the operator is: the certificate authority that sidecars trust, kept in a Secret of the
 * operator's own namespace, and the certificates issued from it.
 */
@NullMarked
package dev.stuckpod.operator.identity;

import org.jspecify.annotations.NullMarked;
