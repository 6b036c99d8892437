package dev.stuckpod.crds.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * The rules of a policy; one that matches is enough.
 *
 * @param any at least one rule
 */
@ValidationRule(
    value = "self.any.all(rule, self.any.exists_one(other, other.name == rule.name))",
    message = "rules need different names: readings, Events and metrics tell them apart by name",
    fieldPath = ".any")
public record StuckWhen(@Required @Size(min = 1, max = 16) List<StuckRule> any) {}
