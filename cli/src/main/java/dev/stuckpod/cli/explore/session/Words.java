package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.cli.explore.population.Place;
import java.util.List;

/** Words for what graph and stacks have. */
public final class Words {

  private Words() {}

  /** Gives the call in which a group is, and what it waits in: {@code main.f (a.go:1) in x.Y}. */
  public static String place(Group group) {
    Frame place = Place.of(group);
    if (place.function().isEmpty()) {
      return "without calls";
    }
    List<Frame> frames = group.stack().frames();
    int at = frames.indexOf(place);
    String in = at <= 0 ? "" : frames.get(at - 1).called();
    return call(place) + (in.isEmpty() ? "" : " in " + in);
  }

  /** Gives a function without the path of its package, and where it stands. */
  public static String call(Frame frame) {
    String location = frame.location();
    String function = Frame.brief(frame.function());
    return function.substring(function.lastIndexOf('/') + 1)
        + (location.isEmpty() ? "" : " (" + location + ")");
  }

  /** Says in which way somebody waits. */
  public static String waits(Mode mode) {
    return switch (mode) {
      case LOCK -> "to lock it";
      case TIMED_LOCK -> "to lock it, until a time is over";
      case READ_LOCK -> "to lock it for reading";
      case WRITE_QUEUE -> "to become the next writer";
      case PENDING_WRITE -> "as the next writer: readers must leave, and new ones queue behind it";
      case SEND -> "to send";
      case RECEIVE -> "to receive";
      case SELECT -> "in a select";
      case CONDITION -> "to be notified";
      case WAIT_GROUP -> "until all are done";
      case RESULT -> "for a result";
      case CLASS_INIT -> "until it is initialized";
    };
  }

  /** Says how it is known that somebody holds something. */
  public static String known(Holder holder) {
    return switch (holder.basis()) {
      case PRINTED -> "the dump says so";
      case MEMORY_PROVEN -> "the process's memory says so";
      case MEMORY_STRONG -> "the process's memory says so, with one step inferred";
      case MEMORY_SUSPECTED -> "the process's memory suggests it";
      case LINE_ORDER -> "inferred: it is past the call that locks";
      case LOCKED_NAME -> "inferred: its name says that the lock is held";
      case CONTAINMENT -> "suspected: the lock lies in its object";
      case GIVEN -> "suspected: it was given the object with the lock";
      case SAME_TYPE -> "suspected: it is of the same type";
      case LOCK_CALL -> "suspected: it is past a call that returns with a lock";
      case CLOSURE -> "suspected: it is a closure of the function that waits";
    };
  }
}
