/** Has the kubelet tell a pod's sidecar that the app's end is near, where the pod asks for that. */
@NullMarked
package dev.stuckpod.operator.inject.hook;

import org.jspecify.annotations.NullMarked;
