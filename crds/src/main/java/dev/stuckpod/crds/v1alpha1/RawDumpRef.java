package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Size;

/**
 * Names a raw dump.
 *
 * @param name the value of the label {@code stuckpod.dev/dump} on its parts
 */
public record RawDumpRef(@Size(max = 253) String name) {}
