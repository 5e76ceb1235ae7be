package io.sightline.report.validation;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Counts the recipe's defect calls against the true defects, at an overlap of 0.5. Matches within
 * each class first, so that a true defect goes to a right call before a wrong one; leftover calls
 * may be a wrong class at the right place. Calls in a crowd region of their class are ignored. Not
 * thread-safe.
 */
final class CallTally {
  private static final double OVERLAP = 0.5;

  private final List<String> classes;
  private final int nothing;

  /** Calls by true class. Absent classes have no row: a model may have 10,000 of them. */
  private final Map<Integer, int[]> rows = new HashMap<>();

  CallTally(List<String> classes) {
    this.classes = List.copyOf(classes);
    nothing = classes.size();
  }

  void add(GroundTruth whole, List<Defect> calls) {
    List<Label> truth = whole.defects();
    Crowds crowds = new Crowds(whole.crowds());
    List<Label> missed = new ArrayList<>(truth);
    List<Defect> wrong = new ArrayList<>();
    for (int id = 0; id < classes.size(); id++) {
      String name = classes.get(id);
      List<Label> trueOnes = truth.stream().filter(t -> t.className().equals(name)).toList();
      List<Defect> called =
          calls.stream()
              .filter(call -> call.className().equals(name))
              .sorted(Comparator.comparingDouble(Defect::confidence).reversed())
              .toList();
      int[] partner = partners(trueOnes, called);
      for (int i = 0; i < partner.length; i++) {
        if (partner[i] < 0) {
          if (!crowds.hold(name, called.get(i).box(), OVERLAP)) {
            wrong.add(called.get(i));
          }
        } else {
          missed.remove(trueOnes.get(partner[i]));
          row(id)[id]++;
        }
      }
    }
    wrong.sort(Comparator.comparingDouble(Defect::confidence).reversed());
    int[] partner = partners(missed, wrong);
    boolean[] called = new boolean[missed.size()];
    for (int i = 0; i < partner.length; i++) {
      int column = classes.indexOf(wrong.get(i).className());
      if (partner[i] < 0) {
        row(nothing)[column]++;
      } else {
        called[partner[i]] = true;
        row(classes.indexOf(missed.get(partner[i]).className()))[column]++;
      }
    }
    for (int i = 0; i < called.length; i++) {
      row(classes.indexOf(missed.get(i).className()))[nothing] += called[i] ? 0 : 1;
    }
  }

  private int[] row(int id) {
    return rows.computeIfAbsent(id, fresh -> new int[nothing + 1]);
  }

  private static int[] partners(List<Label> truth, List<Defect> calls) {
    List<Box> trueBoxes = truth.stream().map(Label::box).toList();
    return new BoxMatching(trueBoxes, calls.stream().map(Defect::box).toList()).at(OVERLAP);
  }

  List<ClassCalls> classes() {
    List<ClassCalls> all = new ArrayList<>();
    for (int id = 0; id < classes.size(); id++) {
      int calls = 0;
      for (int[] row : rows.values()) {
        calls += row[id];
      }
      int[] mine = rows.get(id);
      int truths = mine == null ? 0 : Arrays.stream(mine).sum();
      all.add(new ClassCalls(classes.get(id), truths, calls, mine == null ? 0 : mine[id]));
    }
    return all;
  }

  /** Returns F1 over the calls of all classes together; empty if nothing is true or called. */
  OptionalDouble f1() {
    int right = 0;
    int callsAndTruths = 0;
    for (ClassCalls each : classes()) {
      right += each.right();
      callsAndTruths += each.calls() + each.truths();
    }
    return callsAndTruths == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(2.0 * right / callsAndTruths);
  }

  Confusion confusion() {
    return Confusion.of(classes, rows);
  }
}
