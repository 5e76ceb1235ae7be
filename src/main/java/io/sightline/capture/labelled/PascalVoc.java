package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.TrueBox;
import io.sightline.capture.TrueBox.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Pascal VOC: one XML file per picture, with the same name, in a folder {@code Annotations} or next
 * to the picture ({@link VocFiles}); a file without objects is a good part, unless it holds what
 * Pascal VOC does not know. Edges are taken literally, as today's labelling tools mean them, not
 * inclusive and from 1 as in 2007. As in VOC's own figures, detections on an object marked
 * difficult are neither right nor wrong.
 */
final class PascalVoc implements SetLayout {
  private static final long MOST_BYTES = 4L << 20;

  /** What tools write of a picture beside its objects; none of it is a box. */
  private static final Set<String> OF_PICTURE =
      Set.of("folder", "filename", "path", "source", "owner", "size", "imagesize", "segmented");

  @Override
  public Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures) {
    VocFiles annotations = VocFiles.among(folder, files, pictures);
    Set<Path> whole = annotations.all();
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    DocumentBuilder parser = parser();
    Map<Path, Path> used = new HashMap<>();
    List<LabelledPicture> labelled = new ArrayList<>();
    List<LabelledPicture> unlabelled = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    Notable notable = new Notable();
    VocPictures own = VocPictures.among(pictures, annotations.roots());
    for (Path picture : own.pictures()) {
      String name = SetLayout.name(folder, picture);
      Optional<Path> file = annotations.of(picture);
      if (file.isEmpty()) {
        unlabelled.add(new LabelledPicture(picture, name, List.of()));
      } else {
        SetLayout.pair(file.get(), picture, used);
        Element root = root(file.get(), parser);
        List<TrueBox> boxes = new ArrayList<>();
        List<TrueBox> difficult = new ArrayList<>();
        read(file.get(), root, boxes, difficult, notable);
        boxes.forEach(box -> names.add(box.className()));
        difficult.forEach(box -> names.add(box.className()));
        labelled.add(new LabelledPicture(picture, name, boxes, difficult, extent(root)));
      }
    }
    List<String> notes = new ArrayList<>(own.notes(folder));
    PictureLists.ofPascalVoc(folder, files).ifPresent(notes::add);
    notes.addAll(notable.notes());
    return Optional.of(
        new LabelledSet(
                folder,
                "Pascal VOC",
                List.copyOf(names),
                labelled,
                unlabelled,
                files.stream().filter(whole::contains).filter(f -> !used.containsKey(f)).toList(),
                notes)
            .withSetAside(own.others().size()));
  }

  /** What the user should know about the objects, counted over all files. */
  private static final class Notable {
    private int difficult;
    private final List<String> onePixel = new ArrayList<>();

    List<String> notes() {
      List<String> notes = new ArrayList<>();
      if (difficult > 0) {
        notes.add(
            "%,d objects are marked difficult: what is found on them is neither right nor wrong, though their part is a bad one"
                .formatted(difficult));
      }
      if (!onePixel.isEmpty()) {
        notes.add(
            "%,d boxes end where they begin and are taken for one pixel wide or high; the first: %s"
                .formatted(onePixel.size(), onePixel.get(0)));
      }
      return notes;
    }
  }

  /**
   * Creates a parser that accepts no document type and reads only the file itself, because data
   * sets are untrusted input.
   */
  private static DocumentBuilder parser() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder parser = factory.newDocumentBuilder();
      parser.setErrorHandler(null); // it would print; its exceptions are reported instead
      return parser;
    } catch (ParserConfigurationException e) {
      throw new CaptureException("This Java cannot read XML safely", e);
    }
  }

  private static Element root(Path file, DocumentBuilder parser) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than 4 MiB");
      }
      Element root = parser.parse(file.toFile()).getDocumentElement();
      if (!root.getTagName().equals("annotation")) {
        throw new SAXException(
            "its root %s is not Pascal VOC's, which is annotation".formatted(root.getTagName()));
      }
      return root;
    } catch (IOException | SAXException e) {
      throw notUnderstood(file, e);
    }
  }

  private static void read(
      Path file, Element root, List<TrueBox> boxes, List<TrueBox> difficult, Notable notable) {
    try {
      NodeList objects = root.getElementsByTagName("object");
      if (objects.getLength() == 0) {
        checkGood(root);
      }
      for (int i = 0; i < objects.getLength(); i++) {
        Element object = (Element) objects.item(i);
        TrueBox box = box(object, "The object %d in %s".formatted(i + 1, file), i + 1, notable);
        boolean hard = isDifficult(object);
        notable.difficult += hard ? 1 : 0;
        (hard ? difficult : boxes).add(box);
      }
    } catch (SAXException e) {
      throw notUnderstood(file, e);
    }
  }

  /** Checks that a file without objects says so: other XML may hold its boxes in other elements. */
  private static void checkGood(Element root) throws SAXException {
    for (Node each = root.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element said && !OF_PICTURE.contains(said.getTagName())) {
        throw new SAXException(
            "its element %s is not one of Pascal VOC's, and it has no object: a bad part needs an object with a name and a bndbox for each defect, a good one no such element"
                .formatted(said.getTagName()));
      }
    }
  }

  /** Many tools leave this element out. */
  private static boolean isDifficult(Element object) {
    return object.getElementsByTagName("difficult").item(0) instanceof Element said
        && List.of("1", "true").contains(said.getTextContent().strip().toLowerCase(Locale.ROOT));
  }

  private static CaptureException notUnderstood(Path file, Exception e) {
    return new CaptureException(
        "The label file %s is not understood: %s".formatted(file, e.getMessage()), e);
  }

  /** Returns the size in {@code size}, which many tools leave out or set to zero. */
  private static Optional<PictureExtent> extent(Element root) {
    try {
      Element size = child(root, "size");
      return PictureExtent.said(
          Double.parseDouble(text(size, "width")), Double.parseDouble(text(size, "height")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static TrueBox box(Element object, String where, int number, Notable notable)
      throws SAXException {
    String name;
    double[] edges;
    try {
      Element box = child(object, "bndbox");
      name = text(object, "name");
      edges =
          Stream.of("xmin", "ymin", "xmax", "ymax")
              .mapToDouble(edge -> Double.parseDouble(text(box, edge)))
              .toArray();
    } catch (IllegalArgumentException e) {
      throw new SAXException(
          "object " + number + " needs a name and a bndbox of xmin, ymin, xmax, ymax", e);
    }
    try {
      if (edges[0] == edges[2] || edges[1] == edges[3]) { // if edges are inclusive
        notable.onePixel.add(where);
      }
      // Half a pixel each way: whether counted from 0 or 1, the box never lies outside its picture.
      double across = edges[0] == edges[2] ? 0.5 : 0;
      double down = edges[1] == edges[3] ? 0.5 : 0;
      return new TrueBox(
          name,
          edges[0] - across,
          edges[1] - down,
          edges[2] + across,
          edges[3] + down,
          Unit.PIXELS,
          where);
    } catch (IllegalArgumentException e) {
      throw new SAXException(
          "object %d has a bndbox that is none, from %s %s to %s %s: xmin is to be less than xmax, ymin less than ymax"
              .formatted(number, edges[0], edges[1], edges[2], edges[3]),
          e);
    }
  }

  private static String text(Element element, String name) {
    String text = child(element, name).getTextContent().strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name);
    }
    return text;
  }

  /** Returns the first element of that name: an object's own come before those of its parts. */
  private static Element child(Element element, String name) {
    if (element.getElementsByTagName(name).item(0) instanceof Element child) {
      return child;
    }
    throw new IllegalArgumentException(name);
  }
}
