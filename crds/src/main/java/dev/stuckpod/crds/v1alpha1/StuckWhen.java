package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * The rules of a policy; one that matches is enough.
 *
 * @param any at least one rule
 */
public record StuckWhen(@Required @Size(min = 1, max = 16) List<StuckRule> any) {}
