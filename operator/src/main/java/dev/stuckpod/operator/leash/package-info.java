/** How servers are asked that nobody trusts: pods, and whoever is in a sidecar's place. */
@NullMarked
package dev.stuckpod.operator.leash;

import org.jspecify.annotations.NullMarked;
