/**
 * What could be typed next, for shells and for kubectl: words of the model, names of the cluster.
 */
@NullMarked
package dev.stuckpod.cli.completion;

import org.jspecify.annotations.NullMarked;
