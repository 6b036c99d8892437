package dev.stuckpod.crds.v1alpha1;

/** How an attempt to take a dump ended. */
public enum AttemptOutcome {
  DumpTaken("The dump was taken without a signal."),
  SignalSent("SIGQUIT was sent once and the dump was read from the log."),
  Refused("The sidecar refused: nothing was done to the process."),
  Failed("It was tried and gave no dump; the process goes on."),
  NotSent("The request never reached the sidecar: nothing was sent."),
  Late(
      "The sidecar came to it too late, or the process was another one by then: nothing was done,"
          + " it is asked again."),
  TimedOut("The dump did not come in time."),
  Lost(
      "The sidecar was ended, or has lost the dump, before it was fetched; the process goes on, it"
          + " is asked again."),
  NoRoom(
      "There was no room for the dump where the sidecar or the operator puts it; the process goes"
          + " on."),
  TooLarge("The dump is larger than the sidecar may keep; the process goes on."),
  SignalUnknown("It cannot be told whether the signal was sent.");

  private final String text;

  AttemptOutcome(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
