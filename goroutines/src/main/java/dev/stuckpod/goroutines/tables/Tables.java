package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.Segment;
import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of one program, and the module that goes with them. */
public record Tables(Arch arch, Module module, Functions functions, PcValues values) {

  /** So many false heads are looked into. */
  private static final int MOST_HEADS = 8;

  /**
   * Finds them: first the head of the function table, then the module that points to it.
   *
   * @param image the constant data
   * @param memory of the process: a position-independent program has the right addresses there only
   * @param bias what is added to the addresses of the file
   * @return empty where there are none
   */
  public static Optional<Tables> find(Image image, Memory memory, Elf elf, long bias, Layout layout)
      throws IOException, MalformedException {
    for (PcHeader header : heads(image.scan(), image.memory(), elf, bias)) {
      Optional<Module> module = module(image.scan(), memory, elf, bias, layout, header);
      if (module.isPresent()) {
        PcValues values = new PcValues(image.constants(), header.values(), elf.arch().quantum());
        return Optional.of(
            new Tables(
                elf.arch(),
                module.get(),
                new Functions(image.constants(), header, module.get(), values),
                values));
      }
    }
    return Optional.empty();
  }

  /** The constant data of a program, and what it is read with. */
  public record Image(Memory memory, Constants constants, Scan scan) {}

  private static List<PcHeader> heads(Scan scan, Memory image, Elf elf, long bias)
      throws IOException, MalformedException {
    var heads = new ArrayList<PcHeader>();
    for (Segment segment : elf.segments()) {
      long from = segment.address() + bias;
      scan.find(
          image,
          from,
          from + segment.fileSize(),
          8,
          PcHeader.SIZE,
          (bytes, at, address) -> {
            PcHeader.read(bytes, at, address, elf.arch()).ifPresent(heads::add);
            return heads.size() >= MOST_HEADS;
          });
    }
    return heads;
  }

  private static Optional<Module> module(
      Scan scan, Memory memory, Elf elf, long bias, Layout layout, PcHeader header)
      throws IOException, MalformedException {
    for (Segment segment : elf.segments()) {
      if (segment.writable()) {
        long from = segment.address() + bias;
        long found =
            scan.find(
                memory,
                from,
                from + segment.fileSize(),
                8,
                Module.LOOKUP_LENGTH + 8,
                (b, at, _) ->
                    b.getLong(at) == header.address()
                        && b.getLong(at + 8) == header.names()
                        && b.getLong(at + Module.LOOKUP_LENGTH) == header.functions() + 1L);
        if (found >= 0) {
          return Module.read(memory, found, layout);
        }
      }
    }
    return Optional.empty();
  }
}
