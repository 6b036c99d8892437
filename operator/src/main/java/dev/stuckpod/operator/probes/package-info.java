/** What the kubelet's Events tell of probes that failed. */
@NullMarked
package dev.stuckpod.operator.probes;

import org.jspecify.annotations.NullMarked;
