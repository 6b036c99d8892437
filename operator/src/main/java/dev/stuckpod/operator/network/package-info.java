/** What NetworkPolicies of the cluster put between the operator and a pod's sidecar. */
@NullMarked
package dev.stuckpod.operator.network;

import org.jspecify.annotations.NullMarked;
