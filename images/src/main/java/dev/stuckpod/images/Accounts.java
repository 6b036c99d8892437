package dev.stuckpod.images;

import dev.stuckpod.images.ground.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The few files under /etc that the C library reads. */
final class Accounts {

  private static final Map<String, String> FILES =
      Map.of(
          "passwd", "root:x:0:0::/:/bin/false\nnonroot:x:65532:65532::/:/bin/false\n",
          "group", "root:x:0:\nnonroot:x:65532:\n",
          "nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");

  private Accounts() {}

  /** Writes them to a folder of this machine, to be copied from there. */
  static List<ImageFile> files(Path scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("etc"));
    var files = new ArrayList<ImageFile>();
    for (var file : FILES.entrySet()) {
      Path source = Files.writeString(folder.resolve(file.getKey()), file.getValue());
      files.add(new ImageFile(source, "/etc/" + file.getKey(), false));
    }
    return files;
  }
}
