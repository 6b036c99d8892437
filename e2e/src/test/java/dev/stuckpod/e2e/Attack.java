package dev.stuckpod.e2e;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an attacker does, and who he is. */
enum Attack {
  SIDECAR_HANDSHAKES("a stranger: 163 handshakes at a sidecar that never end") {
    @Override
    void begin(Attacker attacker) {
      attacker.flood(attacker.sidecar(), "handshake", 163);
    }
  },
  SIDECAR_HEADERS("a stranger: 146 headers at a sidecar that never end") {
    @Override
    void begin(Attacker attacker) {
      attacker.flood(attacker.sidecar(), "header", 146);
    }
  },
  WEBHOOK_HANDSHAKES("a stranger: 1,617 handshakes at the webhook that never end") {
    @Override
    void begin(Attacker attacker) {
      attacker.flood(attacker.operator("webhook"), "handshake", 1617);
    }
  },
  METRICS_HEADERS("a stranger: 146 headers at the metrics that never end") {
    @Override
    void begin(Attacker attacker) {
      attacker.flood(attacker.operator("metrics"), "header", 146);
    }
  },
  HEALTH_HEADERS("a stranger: 146 headers at the health port that never end") {
    @Override
    void begin(Attacker attacker) {
      attacker.flood(attacker.operator("health"), "header", 146);
    }
  },
  REVIEWS_OF_NOTHING("a stranger: 7.5 MB of {} as a review, by eight") {
    @Override
    void begin(Attacker attacker) {
      attacker.review("objects", 8);
    }
  },
  DEEP_REVIEWS("a stranger: reviews 200,000 deep, by eight") {
    @Override
    void begin(Attacker attacker) {
      attacker.review("depth", 8);
    }
  },
  REVIEWS_WITH_A_PATH("a stranger: reviews whose namespace is a path, by eight") {
    @Override
    void begin(Attacker attacker) {
      attacker.review("path", 8);
    }
  },
  LARGE_REVIEWS("a stranger: reviews of 1,500 containers, by eight") {
    @Override
    void begin(Attacker attacker) {
      attacker.review("containers", 8);
    }
  },
  FOREIGN_QUERY("a tenant: a policy asks for another namespace's metrics") {
    @Override
    void begin(Attacker attacker) {
      attacker.askForForeignMetrics();
    }
  },
  SILENT_SIDECARS("a tenant: 60 DumpAnalyses of sidecars that accept and never answer") {
    @Override
    void begin(Attacker attacker) {
      attacker.askSilentSidecars(60);
    }
  },
  NOTHING("nobody, but the operator begins anew: for comparison with the next") {
    @Override
    void begin(Attacker attacker) {
      attacker.endOperator();
    }

    @Override
    boolean endsTheOperator() {
      return true;
    }
  },
  LARGE_ANALYSES("a tenant: 200 DumpAnalyses of 250 KB, and the operator begins anew") {
    @Override
    void begin(Attacker attacker) {
      attacker.writeLargeAnalyses(200);
      attacker.endOperator();
    }

    @Override
    Attack comparedWith() {
      return NOTHING;
    }

    @Override
    boolean endsTheOperator() {
      return true;
    }
  },
  DRIPPING_PPROF("an app: its pprof sends one byte a second") {
    @Override
    void begin(Attacker attacker) {
      attacker.deploy("drip");
      attacker.ask("methods: [Pprof]", 4);
    }
  },
  DUMP_THAT_BURNS("an app: its small dump is hard to read, asked for 20 times") {
    @Override
    void begin(Attacker attacker) {
      attacker.deploy("burn");
      attacker.ask("methods: [Pprof]", 20);
    }
  },
  CHATTY_APP("nobody, but an app fills its log, which nobody reads: for comparison with the next") {
    @Override
    void begin(Attacker attacker) {
      attacker.deploy("chatty");
    }
  },
  CHATTY_LOG("an app: it fills its log while SIGQUIT is to be read from it") {
    @Override
    void begin(Attacker attacker) {
      attacker.deploy("chatty");
      attacker.ask("methods: [SigQuit], allowRestart: true", 1);
    }

    @Override
    Attack comparedWith() {
      return CHATTY_APP;
    }
  };

  private final String label;

  Attack(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Whether it consists of the operator's end, which is no death that it has caused then. */
  boolean endsTheOperator() {
    return false;
  }

  /** What happens without Stuckpod's part in it, run before; null where that is nothing. */
  @Nullable Attack comparedWith() {
    return null;
  }

  /** Whether it is none, and there for comparison. */
  boolean isControl() {
    return Stream.of(values()).anyMatch(each -> each.comparedWith() == this);
  }

  /** Begins it; it lasts until the attacker is cleared away. */
  abstract void begin(Attacker attacker);
}
