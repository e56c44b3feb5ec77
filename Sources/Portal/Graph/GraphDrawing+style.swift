extension GraphDrawing {
    /// The colours of a drawing that stands alone: those of the light theme, on white, for paper. Its printer reads neither the
    /// shorthand of fonts nor the order of painting.
    static let style = """
        .ground, .g-ground { fill: #fff }
        text { font-size: 12px; font-family: "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif; fill: #1b2430 }
        .g-node rect { fill: #fff; stroke: #5b6675; stroke-width: 1.25 } .g-node.evidence rect { stroke-dasharray: 4 3 }
        .g-node.hostile rect { stroke: #c4314b } .g-node text.sub { fill: #5b6675 }
        .icon { fill: none; stroke: #5b6675; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
        .g-node.hostile .icon { stroke: #c4314b } .crown { stroke: #a35f00 }
        .g-edge path { fill: none; stroke: #c3cad3; stroke-width: 1.5 } .g-edge polygon { fill: #5b6675 }
        .g-edge text { font-size: 10px; fill: #5b6675 } .g-head { font-weight: 600; font-size: 11px; fill: #5b6675 }
        .hidden { display: none }
        """
}
