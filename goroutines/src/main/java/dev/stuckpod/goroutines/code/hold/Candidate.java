package dev.stuckpod.goroutines.code.hold;

/**
 * A lock that will be released, though it was not seen to be acquired.
 *
 * @param frame that will; -1 where it is not known
 * @param due name of the deferred call that will; empty where code ahead will
 * @param must whether it surely will
 * @param loose whether the frame has acquired something of the kind whose address is not known
 * @param mayAcquire whether code ahead may first acquire it
 */
public record Candidate(
    LockId lock, int frame, String due, boolean must, boolean loose, boolean mayAcquire) {}
