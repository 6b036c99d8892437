package dev.stuckpod.protocol;

/**
 * Whether a method can be used on a process.
 *
 * @param method null over the wire where it is not known here
 * @param kills whether it ends the process
 * @param message one sentence; when not possible, what to do
 */
public record MethodInfo(
    CaptureMethod method, boolean possible, boolean kills, Reason reason, String message) {

  /** It can be used, and the process lives on. */
  public static MethodInfo possible(CaptureMethod method, String message) {
    return new MethodInfo(method, true, false, Reason.Possible, message);
  }

  /** It cannot be used. */
  public static MethodInfo refused(CaptureMethod method, Reason reason, String message) {
    return new MethodInfo(method, false, false, reason, message);
  }
}
