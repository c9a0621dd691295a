"""What is put around the scripts of a page that wait until its style sheets are there.

.. code-block:: html

   <noscript data-compress="">THE RUN</noscript><!--compress--><script>CODE</script>\
<svg display="none"><noscript><script href="SHIM">//--></script></noscript></svg>\
<!--compress-->

Browsers do not look ahead into a ``noscript``.  The script behind it, which like any script
waits for the style sheets before it, writes the run to where it stands.

Where a content security policy forbids inline scripts, a script in the ``svg`` does the same
from a file.  A ``noscript`` in an ``svg`` is an element like any other, but Chromium takes no
notice of that when it looks ahead.  What CODE writes ends in ``<!--``, so that all this is a
part of a comment when CODE has run.  Some themes and tools take the comments out of a page,
others those out of scripts.  So there is one of either kind to end it, and CODE sees whether
those before it are left.  A reader without scripts finds the tags in the page as they were.
"""

from __future__ import annotations

from .patterns import DEFERRED_START
from .region import Region

#: The name of the policy for trusted types, which a site may have to allow.
POLICY = "sphinx-compress-delay"

#: The prototype of documents is not asked for by its name, which a script may declare.
_FIND = 'const P=d.__proto__.__proto__,n=P.querySelector.call(d,"noscript[data-compress]")'

_TRUST = (
    "let p={createHTML:x=>x};"
    f'try{{const q=trustedTypes.createPolicy("{POLICY}",p);if(q.createHTML)p=q}}catch(e){{}}'
    "const h=x=>p.createHTML(x),w=x=>P.write.call(d,h(x)),"
    "f=()=>P.createRange.call(d).createContextualFragment(h(t)),t=n.textContent;n.remove();"
)

#: The script behind the run.
#:
#: d: the page, s: this script, n: the element around the run, t: its text, p: a policy for
#: trusted types, w: writes, f: makes nodes, c: what begins a comment, if something will end it.
#:
#: It is on one line, so that its hash is the same on every system.  It has no ``<`` and ``&``,
#: which would be markup in XHTML.  There, and where something reads the page with a parser of
#: its own, a ``noscript`` has elements, which run by themselves.  ``write`` is called on the
#: prototype, since an image with that name would be ``document.write``.
CODE = (
    f"(d=>{{{_FIND};if(n?n.firstElementChild:1)return;"
    'const s=d.currentScript,q=s.previousSibling.nodeType==8?1:s.text.slice(-3)=="-->",'
    'c=q?"\\x3C!--":"";'
    f"{_TRUST}"
    'if(d.readyState=="loading"){s.remove();w(t+c)}'
    "else{const g=s.nextElementSibling;"
    'if(g?g.localName=="svg":0)g.remove();s.replaceWith(f())}'
    "})(document)//-->"
)

#: The same, from a file.  g: the element around this script, b: the script before that, which
#: did not run.
SHIM = (
    f'(d=>{{const s=d.currentScript||[...d.querySelectorAll("svg script")].pop(),'
    f"g=s.ownerSVGElement,b=g.previousElementSibling;{_FIND};"
    "if(n?n.firstElementChild:1){g.remove();return}"
    f"{_TRUST}"
    'if(b.localName=="script")b.remove();'
    'if(d.readyState=="loading"){g.remove();w("</svg>"+t)}'
    "else g.replaceWith(f())"
    "})(document)\n"
)

#: What stands before the run.  What stands behind it is a region of its own.
OPENING = f'{DEFERRED_START}="">'

#: What stands behind the run, the same on all pages.  It is recorded like any other region, so
#: that it is relinked, explained, and written into the manifest, and so that its file is kept.
REGION = Region("js", "delay", "delay", "", late=True)
