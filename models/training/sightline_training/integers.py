"""Rewrites a network's graph into the form that runtimes compute fastest in 8-bit integers, with the same output.

ONNX Runtime processes such networks pixel by pixel (NHWC) on all its threads, unless the graph forces it back to planes or
floats, or contains an operator that runs on one thread: slicing, resizing. OpenVINO is equally fast either way. Apply
`halved` to the float32 graph, before ranges are measured, and the others to the output of quantize_static.
"""

from collections.abc import Iterable

import numpy as np
import onnx
from onnx import helper, numpy_helper

TO_PIXELS, TO_PLANES = [0, 2, 3, 1], [0, 3, 1, 2]
ANSWERING = ("/net/boxes/Conv", "/net/scores/Conv")
"""Output convolutions of `slim`: boxes and classes."""


class Graph:
    """A model's graph, edited in place, with look-up of producers, consumers and constants by name."""

    def __init__(self, model: onnx.ModelProto):
        self.graph = model.graph
        self.constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}

    def maker(self, value: str) -> onnx.NodeProto:
        return next(node for node in self.graph.node if value in node.output)

    def takers(self, value: str) -> list[onnx.NodeProto]:
        return [node for node in self.graph.node if value in node.input]

    def taker(self, value: str, kind: str) -> onnx.NodeProto:
        """The value's only consumer, which must be of this kind."""
        takers = self.takers(value)
        if [node.op_type for node in takers] != [kind]:
            raise SystemExit(f"'{value}' feeds {[node.op_type for node in takers]}, expected only {kind}: this network is not supported here.")
        return takers[0]

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants[name] = values
        self.graph.initializer.append(numpy_helper.from_array(values, name))
        return name

    def sizes(self, name: str, *sizes: int) -> str:
        return self.constant(name, np.array(sizes, np.int64))

    def replace(self, old: onnx.NodeProto, new: Iterable[onnx.NodeProto]) -> None:
        at = list(self.graph.node).index(old)
        self.graph.node.remove(old)
        for offset, node in enumerate(new):
            self.graph.node.insert(at + offset, node)

    def give(self, taker: onnx.NodeProto, old: str, new: str) -> None:
        for i, name in enumerate(taker.input):
            if name == old:
                taker.input[i] = new

    def sweep(self) -> None:
        """Removes unused nodes and constants."""
        wanted = {output.name for output in self.graph.output}
        for node in reversed(list(self.graph.node)):
            if wanted.isdisjoint(node.output):
                self.graph.node.remove(node)
            else:
                wanted.update(node.input)
        for tensor in [tensor for tensor in self.graph.initializer if tensor.name not in wanted]:
            self.graph.initializer.remove(tensor)
        del self.graph.value_info[:]  # described the graph before the change


def attribute(node: onnx.NodeProto, name: str, default: object = None) -> object:
    return next((helper.get_attribute_value(a) for a in node.attribute if a.name == name), default)


def halved(model: onnx.ModelProto) -> None:
    """Replaces slices of a convolution's channels by separate convolutions."""
    graph = Graph(model)
    for relu in [node for node in graph.graph.node if node.op_type == "Relu"]:
        conv, cuts = graph.maker(relu.input[0]), graph.takers(relu.output[0])
        if conv.op_type != "Conv" or not cuts or any(node.op_type != "Slice" for node in cuts):
            continue
        made = []
        for cut in cuts:
            start, end, axis = (int(graph.constants[name].reshape(-1)[0]) for name in cut.input[1:4])
            if axis != 1:
                raise SystemExit(f"'{cut.name}' slices along axis {axis}, not channels: this network is not supported here.")
            parts = [graph.constant(f"{name}_{start}", graph.constants[name][start:end]) for name in conv.input[1:]]
            part = helper.make_node("Conv", [conv.input[0], *parts], [f"{conv.output[0]}_{start}"], f"{conv.name}_{start}")
            part.attribute.extend(conv.attribute)
            made += [part, helper.make_node("Relu", part.output, cut.output, f"{relu.name}_{start}")]
            graph.graph.node.remove(cut)
        graph.replace(relu, made)
    graph.sweep()


def doubled(model: onnx.ModelProto) -> None:
    """Replaces nearest-neighbour doubling by concatenated copies: the same bytes, moved in blocks."""
    shapes = {value.name: [size.dim_value for size in value.type.tensor_type.shape.dim]
              for value in onnx.shape_inference.infer_shapes(model).graph.value_info}
    graph = Graph(model)
    for resize in [node for node in graph.graph.node if node.op_type == "Resize"]:
        _, channels, height, width = shapes[resize.input[0]]
        if shapes[resize.output[0]] != [1, channels, 2 * height, 2 * width] or attribute(resize, "mode") != b"nearest":
            continue
        floats, rounded = graph.maker(resize.input[0]), graph.taker(resize.output[0], "QuantizeLinear")
        after = graph.taker(rounded.output[0], "DequantizeLinear")
        name = resize.name
        shape_of = {"across": (1, height, width, 1, channels), "down": (1, height, 1, 2 * width, channels), "both": (1, 2 * height, 2 * width, channels)}
        sizes = {key: graph.sizes(f"{name}_{key}", *size) for key, size in shape_of.items()}
        graph.replace(resize, [
            helper.make_node("Transpose", [floats.input[0]], [f"{name}_0"], perm=TO_PIXELS),
            helper.make_node("Reshape", [f"{name}_0", sizes["across"]], [f"{name}_1"]),
            helper.make_node("Concat", [f"{name}_1"] * 2, [f"{name}_2"], axis=3),
            helper.make_node("Reshape", [f"{name}_2", sizes["down"]], [f"{name}_3"]),
            helper.make_node("Concat", [f"{name}_3"] * 2, [f"{name}_4"], axis=2),
            helper.make_node("Reshape", [f"{name}_4", sizes["both"]], [f"{name}_5"]),
            helper.make_node("Transpose", [f"{name}_5"], [f"{name}_6"], perm=TO_PLANES),
        ])
        after.input[:] = [f"{name}_6", *floats.input[1:]]
    graph.sweep()


def answered(model: onnx.ModelProto) -> None:
    """Replaces the output convolutions by matrix products with one row per cell: decoding then needs no transposition."""
    graph = Graph(model)
    convolutions = [node for node in graph.graph.node if node.name in ANSWERING]
    if len(convolutions) != len(ANSWERING):
        return
    floats = graph.maker(convolutions[0].input[0])
    softmax = next(node for node in graph.graph.node if node.op_type == "Softmax")
    sigmoid = next(node for node in graph.graph.node if node.op_type == "Sigmoid")
    last = graph.maker(graph.graph.output[0].name)
    cells = graph.constants[convolutions[0].input[1]].shape[1]
    made = [
        helper.make_node("Transpose", [floats.input[0]], ["answer_pixels"], perm=TO_PIXELS),
        helper.make_node("Reshape", ["answer_pixels", graph.sizes("answer_cells", -1, cells)], ["answer_rows"]),
        helper.make_node("DequantizeLinear", ["answer_rows", *floats.input[1:]], ["answer_floats"]),
    ]
    for key, conv, shape in zip(("boxes", "scores"), convolutions, ((1, -1, 4, 16), (1, -1, len(graph.constants[convolutions[1].input[2]])))):
        weights, offsets = (graph.constants[name] for name in conv.input[1:])
        made += [
            helper.make_node("MatMul", ["answer_floats", graph.constant(f"{key}_weights", np.ascontiguousarray(weights[:, :, 0, 0].T))], [f"{key}_products"]),
            helper.make_node("Add", [f"{key}_products", graph.constant(f"{key}_offsets", offsets)], [f"{key}_sums"]),
            helper.make_node("Reshape", [f"{key}_sums", graph.sizes(f"{key}_shape", *shape)], [f"{key}_found"]),
        ]
    made += [helper.make_node("Sigmoid", ["scores_found"], ["probabilities"]), helper.make_node("Transpose", ["probabilities"], ["classes"], perm=[0, 2, 1])]
    graph.give(softmax, softmax.input[0], "boxes_found")
    graph.give(last, last.input[len(last.input) - 1], "classes")
    graph.replace(sigmoid, [])
    at = list(graph.graph.node).index(softmax)
    for offset, node in enumerate(made):
        graph.graph.node.insert(at + offset, node)
    graph.sweep()
