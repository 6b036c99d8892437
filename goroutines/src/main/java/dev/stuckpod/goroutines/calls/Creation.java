package dev.stuckpod.goroutines.calls;

/**
 * The go statement that made a goroutine.
 *
 * @param call the function with it
 * @param offset of the pc in that function
 */
public record Creation(Call call, long offset) {}
