package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What may be opened for an opener that goes on asking.
 *
 * @param opener who it is
 * @param limits how often
 * @param capture how dumps are to be taken; null where it says nothing
 * @param window what was sampled within twice this counts as a sample of its fleet
 * @param ledger where its slots are kept
 * @param created what this process has made for it
 */
public record Mandate(
    Opener.Standing opener,
    Limits limits,
    @Nullable CaptureSpec capture,
    Duration window,
    Ledger ledger,
    Created created) {}
