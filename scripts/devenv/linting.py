"""x"""
def check(settings): pass
def rewrite(settings): pass
