#version 300 es
// One triangle over the whole canvas; the scissor cuts the matrix out of it.
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(corner * 4.0 - 1.0, 0, 1);
}
