package dev.stuckpod.goroutines;

import dev.stuckpod.proc.Barrier;
import dev.stuckpod.proc.ProcStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Works out why the kernel does not let a process be read: by the ids of both, as the process does
 * not want it, or by security modules.
 *
 * @param self who the reader is
 * @param target who the process is
 * @param yama kernel.yama.ptrace_scope, 0 where there is none
 * @param mayLook whether lesser files (auxv) of the process may be read: then all but the modules
 *     agree
 */
record Refusal(ProcStatus self, ProcStatus target, int yama, boolean mayLook) {

  private static final int NOBODY = 3;
  private static final List<String> CAPABILITIES =
      List.of(
          "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP"
              .concat(" LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK")
              .concat(" IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN")
              .concat(" SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE")
              .concat(" AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM")
              .concat(" BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE")
              .split(" "));

  UnreadableException why() {
    if (target.ended()) {
      return gone();
    }
    if (mayLook) {
      return yama > 0 ? forbiddenByYama() : forbiddenByModule();
    }
    List<Barrier> barriers =
        Barrier.between(self.fileUid(), self.fileGid(), self.capabilities(), target);
    return barriers.isEmpty() ? notDumpable() : keptOut(barriers.getFirst());
  }

  private UnreadableException keptOut(Barrier barrier) {
    return switch (barrier) {
      case OTHER_USER ->
          new UnreadableException(
              Obstacle.OTHER_USER,
              "The process runs as user "
                  + target.fileUid()
                  + " and the reader as user "
                  + self.fileUid()
                  + ": let the reader run as the same user.");
      case OTHER_GROUP ->
          new UnreadableException(
              Obstacle.OTHER_GROUP,
              "The process runs in group "
                  + target.fileGid()
                  + " and the reader in group "
                  + self.fileGid()
                  + ": let the reader run in the same group.");
      case MORE_CAPABILITIES ->
          new UnreadableException(
              Obstacle.MORE_CAPABILITIES,
              "The process has capabilities that the reader has not ("
                  + names(target.capabilities() & ~self.capabilities())
                  + "): drop them from the process, or add them to the reader.");
    };
  }

  private static UnreadableException notDumpable() {
    return new UnreadableException(
        Obstacle.NOT_DUMPABLE,
        "The process is not dumpable (it called prctl(PR_SET_DUMPABLE), has changed its user, or"
            + " its user may not read its program): let it not do so, or take its dump in another"
            + " way.");
  }

  static UnreadableException gone() {
    return new UnreadableException(Obstacle.GONE, "The process has ended: name one that runs.");
  }

  static UnreadableException unreached(String why) {
    return new UnreadableException(
        Obstacle.UNREADABLE,
        "Which goroutines nothing can wake cannot be told (" + why + "): read it without that.");
  }

  private UnreadableException forbiddenByYama() {
    String remedy =
        yama >= NOBODY
            ? "let the node start with another value, it cannot be changed while it runs."
            : "set it to 0 on the node, or add CAP_SYS_PTRACE to the reader.";
    return new UnreadableException(
        Obstacle.YAMA,
        "The kernel lets no process read another one's memory (kernel.yama.ptrace_scope is "
            + yama
            + "): "
            + remedy);
  }

  private static UnreadableException forbiddenByModule() {
    return new UnreadableException(
        Obstacle.UNREADABLE,
        "A security module (such as SELinux or AppArmor) forbids to read the process's memory: let"
            + " its profile allow ptrace and /proc/pid/mem among the containers of a pod.");
  }

  private static String names(long mask) {
    var names = new ArrayList<String>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((mask >>> bit & 1) != 0) {
        names.add(bit < CAPABILITIES.size() ? CAPABILITIES.get(bit) : "number " + bit);
      }
    }
    return String.join(", ", names);
  }
}
