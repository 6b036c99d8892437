/** What a real API server says of NetworkPolicies. */
@NullMarked
package dev.stuckpod.operator.network;

import org.jspecify.annotations.NullMarked;
