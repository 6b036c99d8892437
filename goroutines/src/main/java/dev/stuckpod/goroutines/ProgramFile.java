package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.FileImage;
import dev.stuckpod.goroutines.memory.ChannelMemory;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.tables.BuildInfo;
import dev.stuckpod.goroutines.tables.Tables;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file of a program, which tells whether it is Go before anything is read of a process. */
public final class ProgramFile {

  private ProgramFile() {}

  /**
   * Tells the Go version that a program was built with, as it is written in it.
   *
   * @return an empty text where it is older than Go 1.18; nothing where this is no Go program
   * @throws IOException where the file may not be read
   */
  public static Optional<String> goVersion(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Memory bytes = new ChannelMemory(channel);
      Optional<Elf> elf = Elf.read(bytes, 0);
      return elf.isEmpty()
          ? Optional.empty()
          : BuildInfo.find(Tables.Image.of(new FileImage(bytes, elf.get(), 0)), elf.get(), 0)
              .map(BuildInfo::version);
    } catch (MalformedException noProgram) {
      return Optional.empty();
    }
  }
}
