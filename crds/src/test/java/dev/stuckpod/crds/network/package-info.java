/** Tables of NetworkPolicies. */
@NullMarked
package dev.stuckpod.crds.network;

import org.jspecify.annotations.NullMarked;
