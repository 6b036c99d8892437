/** Reads Pod objects: which container is the app's, how it fares, what an incident is called. */
@NullMarked
package dev.stuckpod.operator.pods;

import org.jspecify.annotations.NullMarked;
