package dev.stuckpod.cli.report.source;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.make.Evidence;
import dev.stuckpod.cli.report.make.FilePage;
import dev.stuckpod.cli.report.page.Raw;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Dumps in files. */
final class FileSource {

  private FileSource() {}

  /**
   * Makes the page of dumps of one process, the oldest first.
   *
   * @throws CommandException if one cannot be read or is no dump
   */
  static ReportPage page(List<String> names, Links links) throws CommandException {
    List<Path> files = names.stream().map(Path::of).toList();
    try {
      List<Raw> raws = new ArrayList<>();
      for (Path file : files) {
        raws.add(raw(file));
      }
      Evidence evidence = Bundle.read(files, raws, List.of());
      return FilePage.of(names, evidence, links);
    } catch (NotADumpException none) {
      throw new CommandException(String.join(", ", names) + ": " + none.getMessage(), none);
    } catch (NoSuchFileException missing) {
      throw new CommandException(missing.getFile() + ": there is no such file", missing);
    } catch (AccessDeniedException denied) {
      throw new CommandException(denied.getFile() + ": may not be read by this user", denied);
    } catch (IOException failed) {
      throw new CommandException(
          "%s: could not be read: %s".formatted(String.join(", ", names), failed.getMessage()),
          failed);
    }
  }

  private static Raw raw(Path file) throws IOException {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return new Raw(
          String.valueOf(file.getFileName()),
          String.format(Locale.ROOT, "%,d bytes", bytes),
          Sha256.hex(digest),
          "the file");
    }
  }
}
