package dev.stuckpod.e2e;

import static dev.stuckpod.e2e.LoadDeed.API_SERVER_KILLED;
import static dev.stuckpod.e2e.LoadDeed.API_SERVER_STOPPED;
import static dev.stuckpod.e2e.LoadDeed.CONTAINER_KILLED;
import static dev.stuckpod.e2e.LoadDeed.LEADER_DELETED;
import static dev.stuckpod.e2e.LoadDeed.NOTHING;
import static dev.stuckpod.e2e.LoadDeed.OPERATOR_KILLED;
import static dev.stuckpod.e2e.LoadDeed.POD_DELETED;
import static dev.stuckpod.e2e.LoadDeed.ROLLED_OUT;
import static dev.stuckpod.e2e.LoadDeed.SCALED_IN;
import static dev.stuckpod.e2e.LoadDeed.SCALED_OUT;
import static dev.stuckpod.e2e.LoadDeed.SIDECAR_KILLED;
import static dev.stuckpod.e2e.LoadDeed.STUCK_ONE_SCALED_IN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One row of the table: a load test of an app, what happens meanwhile, and what must come of it.
 *
 * @param within so many seconds after it got stuck that must be known; 0: it does not get stuck
 * @param variables of the app
 * @param settle of the window
 * @param detect of the window, in YAML
 * @param says what must be among its notes, its causes, or in what noticed it
 */
record LoadRow(
    Kind kind,
    String name,
    int within,
    String app,
    List<String> variables,
    Load load,
    LoadDeed deed,
    int settle,
    String detect,
    List<String> says) {

  /** Seconds from the freeze to the verdict, as the bars have it. */
  private static final int GO = 20;

  private static final int OTHERS = 30;
  private static final int NEVER_MIND = 600;

  private static final String ONLY_METRICS =
      "{locks: false, metrics: true, residue: false, policies: false}";
  private static final String NO_LOCKS = "{locks: false}";

  /** Of the hub: who holds, who works, who writes. */
  private static final List<String> HUB =
      List.of("held by broadcastToStream", "32 of 32 workers", "writer pending at hub.go:");

  /** What must come of it. */
  enum Kind {
    /** Nothing: it is green, and the gate ends as its load. */
    HEALTHY,
    STUCK,
    /** The truth, or Unknown, because a part fails meanwhile. */
    STRUCK
  }

  /** All rows. */
  static List<LoadRow> all() {
    var rows = new ArrayList<LoadRow>();
    rows.addAll(healthy());
    rows.addAll(stuck());
    for (Map.Entry<LoadDeed, String> fault :
        List.of(
            Map.entry(SIDECAR_KILLED, "the sidecar is killed"),
            Map.entry(OPERATOR_KILLED, "the operator is killed"),
            Map.entry(LEADER_DELETED, "the leader of two operators is deleted"),
            Map.entry(API_SERVER_KILLED, "the API server is killed, and started after 30 s"),
            Map.entry(API_SERVER_STOPPED, "the API server stands still for 30 s"))) {
      rows.addAll(struck(fault.getKey(), fault.getValue()));
    }
    return List.copyOf(rows);
  }

  private static List<LoadRow> healthy() {
    Load load = Load.chat(60, 10, 20, 50);
    List<String> calm = List.of("BUSY_CLIENTS=20");
    List<String> none = List.of("BUSY_CLIENTS=0");
    return List.of(
        green("a busy server", "busy", List.of(), load, NOTHING),
        green("an idle pod: nobody comes", "hub", List.of(), Load.nobody(50), NOTHING),
        green("slow: half a second each", "busy", and(none, "BUSY_WORK=500ms"), load, NOTHING),
        green("slow: a queue at a lock", "busy", and(none, "BUSY_HOLD=200ms"), load, NOTHING),
        green("a container is killed", "busy", calm, load, CONTAINER_KILLED, "Restarted"),
        green("a pod is deleted", "busy", calm, load, POD_DELETED, "Joined", "Replaced"),
        green("a rollout", "busy", calm, load, ROLLED_OUT, "Joined", "RolledOut"),
        green("scale-out from 1 to 3", "busy", calm, load, SCALED_OUT, "Joined"),
        green("scale-in from 3 to 1", "busy", calm, load, SCALED_IN, "ScaledIn"),
        green("the load ends", "busy", none, Load.chat(60, 10, 19, 20), NOTHING));
  }

  private static LoadRow green(
      String name, String app, List<String> variables, Load load, LoadDeed deed, String... says) {
    int settle = load.lasts().toSeconds() < 30 ? 45 : 15;
    return new LoadRow(
        Kind.HEALTHY, name, 0, app, variables, load, deed, settle, "{}", List.of(says));
  }

  private static List<LoadRow> stuck() {
    List<String> silent = List.of("HUB_WORKERS=32", "HUB_METRICS=none");
    List<String> hub = List.of("HUB_WORKERS=32");
    Load load = Load.chat(400, 30, 15, 50);
    return List.of(
        stuck("hub without metrics", GO, "hub", silent, load, "{}", and(HUB, "locks")),
        stuck(
            "hub by its metrics alone",
            OTHERS,
            "hub",
            hub,
            Load.chat(400, 30, 35, 75),
            ONLY_METRICS,
            and(HUB, "metrics")),
        stuck(
            "till, in Java",
            OTHERS,
            "till",
            List.of(),
            Load.till(15, 55),
            "{}",
            List.of("Journal.java:", "Drawer.java:")),
        new LoadRow(
            Kind.STUCK,
            "hub that freezes when the load has ended",
            NEVER_MIND,
            "hub",
            hub,
            Load.vanishing(600, 40, 25),
            NOTHING,
            45,
            NO_LOCKS,
            and(HUB, "residue")),
        new LoadRow(
            Kind.STUCK,
            "hub: one of two stuck pods is scaled in",
            GO,
            "hub",
            silent,
            load,
            STUCK_ONE_SCALED_IN,
            15,
            "{}",
            and(HUB, "ScaledIn")));
  }

  private static LoadRow stuck(
      String name,
      int within,
      String app,
      List<String> variables,
      Load load,
      String detect,
      List<String> says) {
    return new LoadRow(Kind.STUCK, name, within, app, variables, load, NOTHING, 15, detect, says);
  }

  /** Beside one that gets stuck is one that does not. */
  private static List<LoadRow> struck(LoadDeed deed, String what) {
    Load load = Load.chat(600, 40, 15, 85);
    List<String> hub = List.of("HUB_WORKERS=32", "HUB_METRICS=none");
    return List.of(
        new LoadRow(
            Kind.STRUCK, what + ": hub", NEVER_MIND, "hub", hub, load, deed, 15, "", List.of()),
        new LoadRow(
            Kind.STRUCK,
            what + ": busy",
            0,
            "busy",
            List.of("BUSY_CLIENTS=20"),
            Load.chat(60, 10, 20, 85),
            deed,
            15,
            "{}",
            List.of()));
  }

  private static List<String> and(List<String> some, String another) {
    var all = new ArrayList<>(some);
    all.add(another);
    return List.copyOf(all);
  }

  /** Its namespace, without what all of them have in common. */
  String namespace() {
    return "lt-" + all().indexOf(this);
  }

  /** The gate runs it; else a window is opened and closed beside it. */
  boolean byGate() {
    return kind == Kind.HEALTHY;
  }

  /** It gets stuck. */
  boolean sticks() {
    return within > 0;
  }

  /** Pods of it at first. */
  int replicas() {
    return switch (deed) {
      case SCALED_IN -> LoadDeed.REPLICAS;
      case STUCK_ONE_SCALED_IN -> 2;
      default -> 1;
    };
  }

  /** How often its containers are ended by what happens. */
  int restarts() {
    return deed == CONTAINER_KILLED ? 1 : 0;
  }
}
