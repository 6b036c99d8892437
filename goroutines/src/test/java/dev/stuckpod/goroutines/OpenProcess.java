package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.FileImage;
import dev.stuckpod.goroutines.memory.ChannelMemory;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.process.ProcessFiles;
import java.io.IOException;
import java.util.Objects;

/** The files of a process, one by one. */
record OpenProcess(ProcessFiles files, Memory memory, Memory file, long entry)
    implements AutoCloseable {

  static OpenProcess of(GoProgram app) throws IOException {
    ProcessFiles files = ProcessFiles.open(app.proc());
    return new OpenProcess(
        files,
        new ChannelMemory(Objects.requireNonNull(files.memory())),
        new ChannelMemory(Objects.requireNonNull(files.program())),
        files.auxv(ProcessFiles.ENTRY));
  }

  Program program() throws UnreadableException, IOException {
    return program(memory, file, entry);
  }

  /** Reads a program from what may be no program. */
  static Program program(Memory memory, Memory file, long entry)
      throws UnreadableException, IOException {
    Elf elf =
        Elf.read(file, 0)
            .orElseThrow(() -> new UnreadableException(Obstacle.NOT_GO, "This is no program."));
    long bias = entry - elf.entry();
    return Program.read(memory, new FileImage(file, elf, bias), elf, bias);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
