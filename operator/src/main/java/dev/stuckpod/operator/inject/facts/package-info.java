/** What is known of a pod's namespace, workload and image before a sidecar is put into it. */
@NullMarked
package dev.stuckpod.operator.inject.facts;

import org.jspecify.annotations.NullMarked;
