package dev.saldo.domain;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong between the rows of a catalogue, so that all of it is said at once. */
public final class RowFaults {
  /** The most faults that are told at once. */
  public static final int FAULTS_MAX = 50;

  private final List<RowFault> faults = new ArrayList<>();

  /**
   * A row that is going to be checked.
   *
   * @param section as in {@link RowFault}
   * @param name tells the row from the others of its section
   * @param title the row for people: {@code matrix cell free/user/chat/openai}
   */
  public Row row(String section, String name, String title) {
    return new Row(this, section, name, title);
  }

  /** Throws {@link InvalidRowsException} if anything was wrong. */
  public void throwIfAny() {
    if (!faults.isEmpty()) {
      throw new InvalidRowsException(faults);
    }
  }

  /** A row that is checked. Beyond {@link RowFaults#FAULTS_MAX} no fault is noted any more. */
  public record Row(RowFaults faults, String section, String name, String title) {
    /** Notes that the row is there twice, unless it is the first. */
    public void requireFirst(boolean first, String member) {
      if (!first) {
        add(member, "two rows for " + title);
      }
    }

    /** Notes that the row names something that is not there, unless it is known. */
    public void requireKnown(boolean known, String member, String kind, String named) {
      if (!known) {
        add(member, title + " names an unknown " + kind + ": " + named);
      }
    }

    /** Notes what is wrong with a member, unless it holds. */
    public void require(boolean holds, String member, String otherwise) {
      if (!holds) {
        add(member, title + " " + otherwise);
      }
    }

    private void add(String member, String text) {
      if (faults.faults.size() < FAULTS_MAX) {
        faults.faults.add(new RowFault(section, name, member, text));
      }
    }
  }
}
