/** The sidecar's process. Nothing in here knows Kubernetes. */
@NullMarked
package dev.stuckpod.sidecar;

import org.jspecify.annotations.NullMarked;
