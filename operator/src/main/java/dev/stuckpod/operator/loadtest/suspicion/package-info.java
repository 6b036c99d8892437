/**
 * Says of a pod, by what was read of it, whether it looks stuck: cheaply, and so only to have it
 * looked at. Pure; what was read and what time it is comes from outside.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.suspicion;

import org.jspecify.annotations.NullMarked;
