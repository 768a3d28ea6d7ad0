// The atlas is white with coverage in alpha; the vertex colour comes premultiplied. Most triangles are plain, and a
// software renderer takes three times as long over a pixel that it has to look up.
uniform sampler2D u_atlas;
in vec2 v_uv;
in vec4 v_colour;
out vec4 o_colour;

void main() {
  o_colour = v_colour;
  if (v_uv.x >= 0.0) o_colour *= textureLod(u_atlas, v_uv, 0.0).a;
}
