/** Generates the CRD YAML and tries it on a real API server. */
@NullMarked
package dev.stuckpod.crds;

import org.jspecify.annotations.NullMarked;
