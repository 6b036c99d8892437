/**
 * How the API server of a kubeconfig is spoken to: what the files say, and the short way of a short
 * question.
 */
@NullMarked
package dev.stuckpod.cli.cluster.wire;

import org.jspecify.annotations.NullMarked;
