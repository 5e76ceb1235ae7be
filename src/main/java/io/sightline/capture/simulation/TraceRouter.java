package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Routes traces on a 20-pixel grid in steps of 45 degrees: A* with a cost for bends, none of them
 * sharper than 45 degrees. Reused for all boards of one generator; not thread-safe.
 */
final class TraceRouter {
  static final int GRID = 20;
  private static final double STRAIGHT = 9;
  private static final int[] DX = {1, 1, 0, -1, -1, -1, 0, 1};
  private static final int[] DY = {0, 1, 1, 1, 0, -1, -1, -1};
  private static final int[] BEND = {0, 5};

  private final ClearanceMap map;
  private final int columns;
  private final int rows;
  private final int[] cost;
  private final int[] seen;
  private final byte[] arrived;
  private long[] heap = new long[8192];
  private int heapSize;
  private int search;

  TraceRouter(ClearanceMap map, double maxWidth, double maxHeight) {
    this.map = map;
    columns = (int) (maxWidth / GRID) + 1;
    rows = (int) (maxHeight / GRID) + 1;
    cost = new int[columns * rows];
    seen = new int[columns * rows];
    arrived = new byte[columns * rows];
  }

  /**
   * Returns a path between two grid points for a trace that needs this much room, or an empty list.
   * netB may equal netA if the goal does not belong to a net yet.
   */
  List<Vertex> route(
      Vertex from, Vertex to, int netA, int netB, double room, Area area, int maxSteps) {
    search++;
    heapSize = 0;
    int start = node((int) from.x() / GRID, (int) from.y() / GRID);
    int goalX = (int) to.x() / GRID;
    int goalY = (int) to.y() / GRID;
    int goal = node(goalX, goalY);
    cost[start] = 0;
    seen[start] = search;
    arrived[start] = -1;
    push(0, start);
    int steps = 0;
    // Near the pads at its ends a trace must run straight from or to their centres, or it would
    // pass beside them.
    double zone = room - BoardGenerator.ROUTING_CLEARANCE + 14;
    while (heapSize > 0 && steps++ < maxSteps) {
      int node = (int) pop();
      if (node == goal) {
        return path(start, goal);
      }
      int nx = node % columns;
      int ny = node / columns;
      int heading = arrived[node];
      int soFar = cost[node];
      // A trace leaves and meets a pad straight: a bend under a pad would stick out beside it and
      // look like a spur.
      boolean inPad = heading >= 0 && map.ownDistance(netA, netB, nx * GRID, ny * GRID) < STRAIGHT;
      for (int d = 0; d < 8; d++) {
        int turn = heading < 0 ? 0 : Math.abs(heading - d);
        turn = turn > 4 ? 8 - turn : turn;
        if (turn > (inPad ? 0 : 1)) {
          continue;
        }
        int x = nx + DX[d];
        int y = ny + DY[d];
        if (!area.contains(x * GRID, y * GRID)) {
          continue;
        }
        int next = node(x, y);
        int price = soFar + (DX[d] != 0 && DY[d] != 0 ? 14 : 10) + BEND[turn];
        if (seen[next] == search && cost[next] <= price) {
          continue;
        }
        int midX = nx * GRID + DX[d] * GRID / 2;
        int midY = ny * GRID + DY[d] * GRID / 2;
        if (map.freeFor(netA, netB, x * GRID, y * GRID) < room
            || map.freeFor(netA, netB, midX, midY) < room) {
          continue;
        }
        boolean atGoal = Math.max(Math.abs(x - goalX), Math.abs(y - goalY)) <= 1;
        if ((atGoal || map.ownDistance(netA, netB, x * GRID, y * GRID) < zone)
            && ((atGoal && node != start) || !straight(start, next, d))
            && !straight(next, goal, d)) {
          continue;
        }
        cost[next] = price;
        seen[next] = search;
        arrived[next] = (byte) d;
        int ex = Math.abs(x - goalX);
        int ey = Math.abs(y - goalY);
        push(price + 10 * Math.max(ex, ey) + 4 * Math.min(ex, ey), next);
      }
    }
    return List.of();
  }

  /** Returns whether going from one node in direction d leads to the other. */
  private boolean straight(int from, int to, int d) {
    int dx = to % columns - from % columns;
    int dy = to / columns - from / columns;
    int n = Math.max(Math.abs(dx), Math.abs(dy));
    return dx == n * DX[d] && dy == n * DY[d];
  }

  private List<Vertex> path(int start, int goal) {
    List<Vertex> path = new ArrayList<>();
    int node = goal;
    int heading = -1;
    while (node != start) {
      int d = arrived[node];
      if (d != heading) {
        path.add(vertex(node));
        heading = d;
      }
      node = node(node % columns - DX[d], node / columns - DY[d]);
    }
    path.add(vertex(start));
    Collections.reverse(path);
    return path;
  }

  private Vertex vertex(int node) {
    return at(node % columns, node / columns);
  }

  private static Vertex at(int column, int row) {
    return new Vertex((double) column * GRID, (double) row * GRID);
  }

  private int node(int x, int y) {
    return y * columns + x;
  }

  private void push(int priority, int node) {
    if (heapSize + 1 == heap.length) {
      heap = Arrays.copyOf(heap, 2 * heap.length);
    }
    long item = ((long) priority << 32) | node;
    int i = ++heapSize;
    while (i > 1 && heap[i >> 1] > item) {
      heap[i] = heap[i >> 1];
      i >>= 1;
    }
    heap[i] = item;
  }

  private long pop() {
    long top = heap[1];
    long last = heap[heapSize--];
    int i = 1;
    while (2 * i <= heapSize) {
      int child = 2 * i;
      if (child < heapSize && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return top & 0xFFFFFFFFL;
  }
}
